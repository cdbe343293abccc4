"""Rules of the field as data: word lists, phrases and names, each with its source."""
