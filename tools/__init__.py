"""What the Makefile needs beyond ready-made tools: checks of the house, and the catalogue of translations."""
