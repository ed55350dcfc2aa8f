"""The only place that imports spaCy: the model, loaded once, its components, and syntax for claims."""
