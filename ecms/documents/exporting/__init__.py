"""Lists as files, made by a worker: what can be exported, asking for it, making it."""
