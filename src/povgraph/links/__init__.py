"""Names in text linked to places of the gazetteer."""
