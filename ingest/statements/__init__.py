"""From grids to statements: which statement a grid is, which measure a column, which line a row.

`recognition` finds statements and their continuations, `columns` names measures, one module for each layout reads the
cells (`subject_rows`, `two_sided`, `economic_blocks`, `three_public`), and `repeats` settles what is printed twice.
"""
