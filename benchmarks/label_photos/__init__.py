"""Made-up photos of made-up labels, with what stands on them: for measuring, never for the program itself."""
