"""The addresses of the service: a JSON API, and pages over the same use cases."""
