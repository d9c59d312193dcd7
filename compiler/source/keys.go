package source

// keys finds repeated keys of one map.
type keys struct {
	index map[string]int
	merge *Node // the `<<` of the map
}

// find returns the key of that text among the entries.
func (k *keys) find(entries []Entry, text string) *Node {
	if k.index != nil {
		if i, ok := k.index[text]; ok {
			return entries[i].Key
		}
		return nil
	}
	for i := range entries {
		if entries[i].Key.Text == text {
			return entries[i].Key
		}
	}
	return nil
}

// add notes the last of the entries. A map of few keys is searched as it is.
func (k *keys) add(entries []Entry) {
	if k.index == nil {
		if len(entries) < 16 {
			return
		}
		k.index = make(map[string]int, 64)
		for i := range entries {
			k.index[entries[i].Key.Text] = i
		}
		return
	}
	k.index[entries[len(entries)-1].Key.Text] = len(entries) - 1
}
