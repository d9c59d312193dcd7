package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// disk is the output directory. Everything goes through an os.Root, so that no symbolic link leads a write out of it, not
// even one that is put there while cdc runs.
type disk struct {
	root *os.Root // nil: the directory does not exist yet
	dir  string   // as shown
	made []string // directories made by this run, outermost first: undone with it

	// rename is root.Rename, but for the test that makes it fail half-way.
	rename func(from, to string) error
	// before is called with the name of every system call that changes the disk, and may fail it: for tests, else nil.
	before func(call string) error
}

// do makes one system call that changes the disk.
func (d *disk) do(call string, f func() error) error {
	if d.before != nil {
		if err := d.before(call); err != nil {
			return err
		}
	}
	return f()
}

// change is a file to write or to remove.
type change struct {
	path    string // in the output directory
	at      string // the same behind symbolic links
	data    []byte // nil: remove
	old     []byte // nil: there was none
	mode    fs.FileMode
	foreign string // why the file on disk is not ours; empty when it is
	temp    string
}

// newMode is the permission of a new file, before the umask.
const newMode fs.FileMode = 0o666

// differs reports whether the disk holds something else.
func (c change) differs() bool {
	return (c.old == nil) != (c.data == nil) || !bytes.Equal(c.old, c.data)
}

// openDisk opens an output directory; one that does not exist is made, if that is wanted.
func openDisk(dir string, create bool) (*disk, error) {
	d := &disk{dir: dir}
	if create {
		for up := filepath.Clean(dir); ; up = filepath.Dir(up) {
			if _, err := os.Stat(up); !errors.Is(err, fs.ErrNotExist) || filepath.Dir(up) == up {
				break
			}
			d.made = append([]string{up}, d.made...)
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, fmt.Errorf("cannot make the directory %s: %w; nothing on disk has changed", dir, cause(err))
		}
	}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return d, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot open the directory %s: %w; nothing on disk has changed", dir, cause(err))
	}
	d.root, d.rename = root, root.Rename
	return d, nil
}

func (d *disk) close() {
	if d.root != nil {
		d.root.Close()
	}
}

// show is a path of the output directory as the user would name it.
func (d *disk) show(path string) string { return filepath.Join(d.dir, filepath.FromSlash(path)) }

// change finds out what writing data to a path would change.
func (d *disk) change(name string, data []byte, base string) (change, error) {
	c := change{path: name, at: name, data: data, mode: newMode}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return c, fmt.Errorf("cannot write %s: it is not in the output directory", name)
	}
	if d.root == nil {
		return c, nil
	}
	st, err := d.follow(&c)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil && !st.Mode().IsRegular() {
		err = errors.New("there is something else than a file")
	}
	if err == nil {
		c.mode = st.Mode().Perm()
		c.old, err = d.root.ReadFile(c.at)
	}
	if err != nil {
		return c, d.failed("write", name, err, "nothing on disk has changed")
	}
	if c.old == nil {
		c.old = []byte{}
	}
	c.foreign = foreign(name, c.old, base)
	return c, nil
}

// follow resolves symbolic links at the end of the path, as long as they stay in the directory; os.Root does it for the
// directories on the way.
func (d *disk) follow(c *change) (fs.FileInfo, error) {
	for range 10 {
		st, err := d.root.Lstat(filepath.FromSlash(c.at))
		if err != nil || st.Mode()&fs.ModeSymlink == 0 {
			return st, err
		}
		link, err := d.root.Readlink(filepath.FromSlash(c.at))
		if err != nil {
			return nil, err
		}
		to := path.Join(path.Dir(c.at), filepath.ToSlash(link))
		if filepath.IsAbs(link) || !filepath.IsLocal(filepath.FromSlash(to)) {
			return nil, errors.New("it is a symbolic link out of the output directory")
		}
		c.at = to
	}
	return nil, errors.New("too many symbolic links")
}

// failed says what could not be done to which file, why, and what is on disk now.
func (d *disk) failed(verb, name string, err error, now string) error {
	why := cause(err).Error()
	if strings.Contains(why, "escapes from parent") {
		why = "a directory on the way is a symbolic link out of the output directory"
	}
	return fmt.Errorf("cannot %s %s: %s; %s", verb, d.show(name), why, now)
}

// commit makes the changes, all or none. First every new text is written and synced beside its place, where most that can
// fail does fail; then each is renamed into its place, which is atomic; what is stale is removed last.
func (d *disk) commit(changes []change) error {
	for i := range changes {
		if changes[i].data == nil {
			continue
		}
		if err := d.prepare(&changes[i]); err != nil {
			d.undo(changes, 0)
			return d.failed("write", changes[i].path, err, "nothing on disk has changed")
		}
	}
	for i, c := range changes {
		if err := d.apply(c); err != nil {
			now := "nothing on disk has changed"
			if i > 0 {
				now = "what this run had changed is undone, and the files on disk are the old ones"
			}
			if lost := d.undo(changes, i); len(lost) > 0 {
				now = "it could not all be undone: " + strings.Join(lost, ", ") + " no longer hold the old text"
			}
			verb := "write"
			if c.data == nil {
				verb = "remove"
			}
			return d.failed(verb, c.path, err, now)
		}
	}
	d.sync(changes)
	return nil
}

// prepare writes the new text to a temporary file beside its place.
func (d *disk) prepare(c *change) error {
	if err := d.makeDirs(path.Dir(c.at)); err != nil {
		return err
	}
	c.temp = path.Join(path.Dir(c.at), fmt.Sprintf(".%s.cdc-%08x", path.Base(c.at), rand.Uint32()))
	return d.create(c.temp, c.data, c.mode)
}

// create writes a new file and waits until it is on the disk.
func (d *disk) create(name string, data []byte, mode fs.FileMode) error {
	var file *os.File
	err := d.do("create", func() (err error) {
		file, err = d.root.OpenFile(filepath.FromSlash(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		return err
	})
	if err != nil {
		return err
	}
	err = d.do("write", func() error {
		_, err := file.Write(data)
		return err
	})
	if err == nil && mode != newMode { // keep what the old file had, whatever the umask
		err = d.do("chmod", func() error { return file.Chmod(mode) })
	}
	if err == nil {
		err = d.do("sync", file.Sync)
	}
	return errors.Join(err, file.Close())
}

func (d *disk) makeDirs(dir string) error {
	if dir == "." {
		return nil
	}
	if _, err := d.root.Stat(filepath.FromSlash(dir)); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.makeDirs(path.Dir(dir)); err != nil {
		return err
	}
	d.made = append(d.made, d.show(dir))
	return d.do("mkdir", func() error { return d.root.Mkdir(filepath.FromSlash(dir), 0o777) })
}

func (d *disk) apply(c change) error {
	if c.data == nil {
		return d.do("remove", func() error { return d.root.Remove(filepath.FromSlash(c.at)) })
	}
	return d.do("rename", func() error { return d.rename(filepath.FromSlash(c.temp), filepath.FromSlash(c.at)) })
}

// undo puts back the old text of the first n changes, removes the temporary files of the others and the directories that
// this run made. It returns the files that it could not put back.
func (d *disk) undo(changes []change, n int) (lost []string) {
	for i := range changes {
		c := &changes[i]
		if i >= n {
			if c.temp != "" {
				d.root.Remove(filepath.FromSlash(c.temp))
			}
			continue
		}
		if err := d.restore(*c); err != nil {
			lost = append(lost, d.show(c.path))
		}
	}
	for i := len(d.made) - 1; i >= 0; i-- {
		os.Remove(d.made[i]) // only when empty
	}
	return lost
}

func (d *disk) restore(c change) error {
	if c.old == nil {
		return d.root.Remove(filepath.FromSlash(c.at))
	}
	back := change{at: c.at, data: c.old, mode: c.mode}
	if err := d.prepare(&back); err != nil {
		return err
	}
	return d.root.Rename(filepath.FromSlash(back.temp), filepath.FromSlash(back.at))
}

// sync makes the renames last through a power cut. Some file systems cannot sync a directory; there nothing is lost but
// that promise.
func (d *disk) sync(changes []change) {
	done := map[string]bool{}
	for _, c := range changes {
		dir := path.Dir(c.at)
		if done[dir] {
			continue
		}
		done[dir] = true
		if file, err := d.root.Open(filepath.FromSlash(dir)); err == nil {
			file.Sync()
			file.Close()
		}
	}
}

// writeAlone writes one file that the user named himself, atomically.
func writeAlone(name string, data []byte) error {
	d, err := openDisk(filepath.Dir(name), false)
	if err != nil {
		return err
	}
	if d.root == nil {
		return fmt.Errorf("cannot write %s: there is no directory %s", name, filepath.Dir(name))
	}
	defer d.close()
	st, err := os.Stat(name)
	if err == nil && !st.Mode().IsRegular() { // /dev/stderr, a pipe: nothing to replace
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return fmt.Errorf("cannot write %s: %w", name, cause(err))
		}
		return nil
	}
	c, err := d.change(filepath.Base(name), data, "")
	if err != nil {
		return err
	}
	return d.commit([]change{c})
}

// hold keeps an interrupt from ending cdc between two renames; the function it returns lets it through.
func hold() (release func()) {
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt, syscall.SIGTERM)
	return func() {
		signal.Stop(caught)
		select {
		case s := <-caught:
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				self.Signal(s)
			}
		default:
		}
	}
}
