"""What everything else speaks of: documents, addresses and identifiers."""
