"""The rendered Earth: facts, scenes, pictures. Imports nothing of ours but `game.geodesy`."""
