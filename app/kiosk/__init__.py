"""A talking screen with nobody to help: its rules, without Qt, torch or sound."""
