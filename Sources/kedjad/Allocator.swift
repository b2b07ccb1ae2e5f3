import CMalloc

/// How the C library's allocator behaves in the daemon.
enum Allocator {
    /// Keeps the daemon from holding what it no longer uses.
    ///
    /// glibc gives each of the many threads that wait for disks a heap of its own, up to eight a core, and lends out again from that heap only;
    /// what a burst of transfers has filled stays the process's for good. One heap is enough, for the daemon's work is in the kernel and in
    /// ciphers. Its two thresholds would grow with what is freed, up to tens of MiB that aren't given back; named, they stay: 1 MiB is
    /// above what transfers are made of, for the pages of what is mapped are cleared anew each time, which made a retrieval cost twice as much.
    static func holdLittle() {
        // Each answers 0 where the C library doesn't know the setting: then the daemon holds more, and works.
        _ = mallopt(M_ARENA_MAX, 1)
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }
}
