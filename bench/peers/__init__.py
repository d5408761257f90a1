"""Other people's tools beside Dateline: same documents, same machine, same run. None is needed to use or test it."""
