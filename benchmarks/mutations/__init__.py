"""Mutants of a document: what is changed (plan), judged by the models (building), and what was seen (judging)."""
