"""The knowledge base on disk: six files, published whole or not at all."""
