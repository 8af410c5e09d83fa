"""A publisher that does not exist: invents consistent final accounts, prints them, and plants known defects.

Everything follows from (seed, department, year): a document can be made alone, in any order and on any machine, and is
the same to the byte. Money is whole 分 (fen) until it is printed; each printed cell is rounded on its own, as
publishers do, so that sums differ by a cent where they would in life.

`catalogue` subject names by year · `departments` who publishes · `accounts` what they received and spent ·
`statements` the nine tables · `narrative`, `forms` the words and the performance forms · `documents` the whole ·
`defects`, `noise` what goes wrong, and the ground truth of it · `text`, … one printer a format.
"""
