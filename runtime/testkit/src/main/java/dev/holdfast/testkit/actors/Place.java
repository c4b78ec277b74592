package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.testkit.world.World;
import dev.holdfast.testkit.world.Worlds;
import java.util.Map;

/**
 * A node of a world. Pekko creates dispatchers and schedulers by reflection and hands them nothing but the configuration,
 * so that is where it stands.
 */
record Place(World world, int node) {

    private static final String WORLD = "holdfast-simulation.world";
    private static final String NODE = "holdfast-simulation.node";

    static Place of(Config config) {
        return new Place(Worlds.of(config.getLong(WORLD)), config.getInt(NODE));
    }

    Config config() {
        return ConfigFactory.parseMap(Map.of(WORLD, world.number(), NODE, node));
    }
}
