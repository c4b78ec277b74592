package dev.holdfast.persistence.file;

import dev.holdfast.persistence.file.DiskFault.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** A file of a {@link FaultyDisk}. */
final class FaultyFile implements StorageFile {

    private static final int SECTOR = 512;

    private final FaultyDisk disk;
    private final String name;
    private final StorageFile file;
    private volatile boolean forgetful;

    FaultyFile(FaultyDisk disk, String name, StorageFile file) {
        this.disk = disk;
        this.name = name;
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        Optional<DiskFault> fault = disk.attempt(Operation.READ, name);
        int begin = target.position();
        int count = file.read(target, position);
        if (fault.isEmpty() || count == 0) {
            return count;
        }
        if (fault.get() == DiskFault.MISREAD) {
            flipBit(target, begin, count);
            return count;
        }
        int shorter = random().nextInt(count);
        target.position(begin + shorter);
        return shorter;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        Optional<DiskFault> fault = disk.attempt(Operation.WRITE, name);
        long growth = Math.max(0, position + source.remaining() - file.size());
        if (disk.refusesWrites() || disk.takeRoom(growth) < growth) {
            writeSome(source, position, sector -> random().nextBoolean());
            throw FaultyDisk.full(name);
        }
        if (fault.isEmpty()) {
            file.write(source, position);
            return;
        }
        switch (fault.get()) {
            case SHORT -> {
                int sectors = random().nextInt(1 + source.remaining() / SECTOR);
                writeSome(source, position, sector -> sector < sectors);
                throw new IOException("Injected short write of " + name);
            }
            case TORN -> {
                writeSome(source, position, sector -> random().nextBoolean());
                throw new IOException("Injected torn write of " + name);
            }
            case MISWRITTEN -> {
                ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source);
                flipBit(copy, 0, copy.capacity());
                file.write(copy.flip(), position);
            }
            case MISDIRECTED -> writeElsewhere(source, position);
            default -> source.position(source.limit());
        }
    }

    private void writeSome(ByteBuffer source, long position, IntPredicate chosen) throws IOException {
        for (int sector = 0; sector * SECTOR < source.remaining(); sector++) {
            int length = Math.min(SECTOR, source.remaining() - sector * SECTOR);
            boolean inside = position + (long) sector * SECTOR + length <= file.size();
            if (inside && chosen.test(sector)) {
                file.write(
                        source.slice(source.position() + sector * SECTOR, length), position + (long) sector * SECTOR);
            }
        }
    }

    /** Where there is no other place it is lost. */
    private void writeElsewhere(ByteBuffer source, long position) throws IOException {
        long places = (file.size() - source.remaining()) / SECTOR;
        long other = places > 0 ? random().nextLong(places) * SECTOR : position;
        if (other == position) {
            source.position(source.limit());
        } else {
            file.write(source, other);
        }
    }

    private void flipBit(ByteBuffer bytes, int begin, int length) {
        int at = begin + random().nextInt(length);
        bytes.put(at, (byte) (bytes.get(at) ^ 1 << random().nextInt(8)));
    }

    @Override
    public void allocate(long size) throws IOException {
        disk.attempt(Operation.ALLOCATE, name);
        long growth = Math.max(0, size - file.size());
        long taken = disk.takeRoom(growth);
        file.allocate(file.size() + taken);
        if (taken < growth) {
            throw FaultyDisk.full(name);
        }
    }

    @Override
    public void force() throws IOException {
        if (forces()) {
            file.force();
        }
    }

    @Override
    public void forceWithMetadata() throws IOException {
        if (forces()) {
            file.forceWithMetadata();
        }
    }

    /** Whether a force does anything. */
    private boolean forces() throws IOException {
        Optional<DiskFault> fault = disk.attempt(Operation.FORCE, name);
        if (fault.isPresent() && fault.get() == DiskFault.FORGETFUL) {
            forgetful = true;
            throw new IOException("Injected failure of FORCE " + name + ", after which others succeed and do nothing");
        }
        return fault.isEmpty() && !forgetful;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private RandomGenerator random() {
        return disk.faults().random();
    }
}
