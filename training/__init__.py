"""From public data to the reader that ships: data, network, ONNX. It imports dateline, never the reverse."""
