"""What pages of two sections or more use."""
