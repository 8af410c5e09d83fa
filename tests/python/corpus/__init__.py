"""Tests of the synthetic corpus."""
