"""Charts drawn on the server as plain SVG: layout is computed from plain values, pages only print it."""
