"""Finding things in pictures: scenes with known boxes and masks, and networks that locate, detect and segment."""
