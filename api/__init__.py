"""The web service over Regelverk's verbs."""
