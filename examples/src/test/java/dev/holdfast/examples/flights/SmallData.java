package dev.holdfast.examples.flights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first of the flights that come with the module, as a file. */
final class SmallData {

    private SmallData() {}

    static Path write(Path directory, int rows) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("date,delay,distance,origin,destination");
        try (RowReader reader = RowReader.open(new FlightData(Optional.empty()), bad -> {})) {
            for (Row row : reader.next(rows)) {
                lines.add("d," + row.delay() + "," + row.distance() + "," + row.origin() + "," + row.destination());
            }
        }
        return Files.write(directory.resolve("flights.csv"), lines);
    }
}
