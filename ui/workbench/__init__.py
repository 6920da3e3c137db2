"""The workbench: where the work stands today."""
