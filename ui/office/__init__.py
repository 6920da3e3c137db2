"""The screen 设置: agencies, people, number blocks, looks, data, and the first run."""
