"""The use cases. Pages and the JSON API do nothing but call these."""
