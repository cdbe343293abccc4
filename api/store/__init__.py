"""What the service keeps: a database of cases, and uploaded files by their content."""
