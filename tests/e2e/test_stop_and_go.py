"""A run that is stopped, interrupted or killed, and started again: the end is the same, nothing is there twice."""
