"""The lexicons: what a linguist or analyst would extend, in TOML files with a loader and a schema each."""
