"""What a text mentions, each with its span: numerals, quantities, times, people, organizations, programmes."""
