"""Write results for people and programs: HTML, Word, Excel, JSON. Nothing is decided here."""
