"""A build file made from hand-written rows, for every test that asks what the SQL makes of given cells."""
