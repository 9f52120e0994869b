"""Passes over times: when something was, how long it lasted, and the event that a window is counted from."""
