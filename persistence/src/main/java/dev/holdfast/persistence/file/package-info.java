/**
 * The port through which everything that must survive reaches a disk: {@link dev.holdfast.persistence.file.Disk} opens
 * a {@link dev.holdfast.persistence.file.Directory}, which holds {@link dev.holdfast.persistence.file.StorageFile}s.
 *
 * <p>The port says aloud what {@code java.nio.file} leaves implicit: bytes survive a crash only after
 * {@link dev.holdfast.persistence.file.StorageFile#force}, and names only after
 * {@link dev.holdfast.persistence.file.Directory#force}; and a full disk, which passes, is told from every other failure
 * by {@link dev.holdfast.persistence.file.DiskFullException}. {@link dev.holdfast.persistence.file.ForgetfulDisk} holds its
 * users to it.
 */
@NullMarked
package dev.holdfast.persistence.file;

import org.jspecify.annotations.NullMarked;
