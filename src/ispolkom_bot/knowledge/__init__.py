"""The strict door: YAML files in, one validated fact base out."""
