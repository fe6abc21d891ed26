"""Which version of the interface this is, by semantic versioning; its major one is in the paths."""

VERSION = "0.1.0"
