package main

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// caught is a panic on another goroutine, with the stack that shows where.
type caught struct {
	what  any
	stack []byte
}

// parallel calls do for every number below n, on all processors, and returns when all calls have. A panic in one of them is
// a panic of the caller: the first, by number, of several.
func parallel(n int, do func(i int)) {
	faults := make([]*caught, n)
	try := func(i int) {
		defer func() {
			if what := recover(); what != nil {
				faults[i] = &caught{what, debug.Stack()}
			}
		}()
		do(i)
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				try(int(i))
			}
		})
	}
	wait.Wait()
	for _, f := range faults {
		if f != nil {
			panic(*f)
		}
	}
}
