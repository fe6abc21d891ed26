"""What people do to a thing where it is read: one way of showing, sending and refusing it."""
