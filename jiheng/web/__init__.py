"""The screens: they find, act and answer."""
