"""Answering a claim together: openly, with evidence, each in their own voice."""
