"""What the pages show: results of the core as rows and words for the templates."""
