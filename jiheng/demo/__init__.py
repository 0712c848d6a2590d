"""An invented county, built by calling the actions in order with fixed dates."""
