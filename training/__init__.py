"""From public data to the reader that ships: data → network → ONNX. Imports dateline, never imported by it."""
