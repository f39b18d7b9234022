"""The widgets with JavaScript that several sections use."""
