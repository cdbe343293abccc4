"""Where texts come from: Lovdata's open data, and the catalogue of sector acts."""
