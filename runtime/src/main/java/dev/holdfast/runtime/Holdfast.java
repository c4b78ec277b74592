package dev.holdfast.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.codec.Mappers;
import dev.holdfast.component.Component;
import dev.holdfast.config.FaultRule;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.host.Host;
import dev.holdfast.kernel.ComponentStatus;
import dev.holdfast.kernel.Environment;
import dev.holdfast.kernel.Link;
import dev.holdfast.kernel.Permits;
import dev.holdfast.kernel.Router;
import dev.holdfast.kernel.SegmentActor;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.LedgerKeeper;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Tally;
import dev.holdfast.persistence.journal.HoldfastHost;
import dev.holdfast.recovery.PoisonBrake;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.SchedulerException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.MessageDispatcher;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holdfast in an actor system. Start components once, early; then ask them. What earlier runs left unfinished, such as
 * effects not yet settled, is taken up as soon as its component is started. Safe for use by any thread.
 */
public final class Holdfast implements Extension {

    private static final Logger LOG = LoggerFactory.getLogger(Holdfast.class);

    private final RuntimeSettings settings;
    private final Host host;
    private final Journals journals;
    private final ObjectMapper cbor;
    private final Map<String, ComponentCodec<?, ?>> components = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, ComponentStatus> statuses = new ConcurrentHashMap<>();
    private final Router router;
    private final Permits permits;
    private final Ledger ledger;
    private final List<FaultRule> faults;
    private final Client client;
    private final Operator operator;

    private Holdfast(ActorSystem<?> system) {
        ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(system);
        HoldfastSettings all = HoldfastSettings.from(system.settings().config());
        HoldfastHost provided = HoldfastHost.get(classic);
        settings = all.runtime();
        faults = all.faults().inject();
        host = provided.host();
        router = new Router(new Link(provided.faults(), host.clock()));
        journals = Journals.of(classic, settings);
        JacksonObjectMapperProvider jackson = JacksonObjectMapperProvider.get(system);
        cbor = Mappers.cbor(jackson);
        permits = new Permits(all.defaultSegment().maxInFlight());
        ledger = LedgerKeeper.ledger(
                settings.ledger().buffer(),
                provided.disk(),
                settings.ledger().emergencyFileFor(all.persistence()),
                host.threads().workers("holdfast-ledger-emergency", 1),
                jackson.getOrCreate("jackson-json", Optional.empty()));
        String segment = all.defaultSegment().name();
        LedgerKeeper.Setup keeping = new LedgerKeeper.Setup(
                segment,
                journals.reader(),
                settings.kernel().readTimeout(),
                new LedgerCodec(cbor),
                all.defaultSegment().backoff(),
                SegmentActor.CONTROL_DISPATCHER);
        LedgerKeeper.start(classic, keeping, ledger);
        Environment environment = new Environment(
                settings,
                all.defaultSegment(),
                host,
                journals.reader(),
                journals.writer(),
                journals.checkpoints(),
                ledger,
                new PoisonBrake(settings.poisonBrake()),
                permits,
                components,
                statuses,
                router,
                provided.faults());
        DispatcherSelector control = DispatcherSelector.fromConfig(SegmentActor.CONTROL_DISPATCHER);
        router.attach(system.systemActorOf(SegmentActor.create(environment), "holdfast-" + segment, control));
        Client.Environment outside =
                new Client.Environment(settings, host.clock(), router, system.executionContext(), timer(classic));
        client =
                new Client(outside, String.format("client-%016x", host.entropy().nextLong()));
        operator = new Operator(new Operator.Environment(
                segment,
                settings.kernel().batch().maxBytes(),
                settings.dedup().keep(),
                journals.reader(),
                system.executionContext(),
                ledger,
                router,
                components,
                statuses,
                () -> String.format("o-%016x", host.entropy().nextLong()),
                this::now));
        CoordinatedShutdown.get(classic)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "holdfast-ledger",
                        () -> router.heard().thenCompose(heard -> ledger.drained()));
        settings.haltAfter().ifPresent(limit -> HaltGuard.arm(classic, host.threads(), limit));
        system.getWhenTerminated().whenComplete((done, error) -> client.stop());
    }

    /**
     * Holdfast in a system; created at the first call.
     *
     * @throws dev.holdfast.config.ConfigurationException when the section {@code holdfast} is wrong, with all that is
     * @throws dev.holdfast.persistence.log.LogException when the log cannot be opened
     */
    public static Holdfast get(ActorSystem<?> system) {
        return system.registerExtension(Id.INSTANCE);
    }

    /**
     * Starts components: from now on they can be asked, and effects of earlier runs go on. Components that send effects
     * to each other should be started together.
     *
     * @throws IllegalArgumentException when another component of the same name is started
     */
    public Holdfast start(Component<?, ?>... started) {
        for (Component<?, ?> component : started) {
            ComponentCodec<?, ?> known =
                    components.computeIfAbsent(component.name(), name -> new ComponentCodec<>(component, cbor));
            if (known.component() != component) {
                throw new IllegalArgumentException("another component named '" + component.name()
                        + "' is started already; a name stands for one definition");
            }
        }
        faults.forEach(this::warnIfItStrikesNothing);
        journals.reader().withOpenEffects().whenComplete((owners, error) -> {
            if (error != null) {
                LOG.error("which components have open effects cannot be read; theirs wait until they are used", error);
            } else {
                owners.stream().filter(this::isStarted).forEach(router::wake);
            }
        });
        return this;
    }

    private void warnIfItStrikesNothing(FaultRule rule) {
        rule.component()
                .filter(name -> !components.containsKey(name))
                .ifPresent(name -> LOG.warn(
                        "holdfast.faults.inject: {} is to strike component '{}', which is not started yet; until it is,"
                                + " that fault strikes nothing. Started are {}",
                        rule.fault().text(),
                        name,
                        new TreeSet<>(components.keySet())));
    }

    /** Of an id with damaged records it is not known whether something is open, and it may be anybody's. */
    private boolean isStarted(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        return bar >= 0 && components.containsKey(persistenceId.substring(0, bar));
    }

    /**
     * An instance of a started component. Whether it exists yet does not matter.
     *
     * @throws IllegalStateException when the component is not started
     */
    public ComponentRef component(Component<?, ?> component, String id) {
        ComponentCodec<?, ?> codec = components.get(component.name());
        if (codec == null || codec.component() != component) {
            throw new IllegalStateException("component '" + component.name()
                    + "' is not started: call Holdfast.get(system).start(…) with it first");
        }
        return new ComponentRef(this, codec, new ComponentId(component.name(), id));
    }

    /** What an operator can do to components besides asking them. */
    public Operator operator() {
        return operator;
    }

    /** How the system stands. */
    public Status status() {
        Collection<ComponentStatus> all = statuses.values();
        int[] states = new int[ComponentStatus.State.values().length];
        long open = 0;
        Tally tally = Tally.NONE;
        for (ComponentStatus status : all) {
            switch (status.state()) {
                case RUNNING -> states[0]++;
                case RECOVERING -> states[1]++;
                case PARKED -> states[2]++;
            }
            open += status.openEffects();
            tally = tally.plus(status.tally());
        }
        return new Status(states[0], states[1], states[2], open, permits.out(), ledger.waiting(), tally);
    }

    private static Client.Timer timer(ExtendedActorSystem classic) {
        MessageDispatcher control = classic.dispatchers().lookup(SegmentActor.CONTROL_DISPATCHER);
        return (delay, task) -> {
            try {
                Cancellable unused = classic.scheduler().scheduleOnce(delay, task, control);
            } catch (IllegalStateException | SchedulerException terminating) {
                LOG.debug(
                        "no timer any more: the system terminates, and the client tells its callers then", terminating);
            }
        };
    }

    RuntimeSettings settings() {
        return settings;
    }

    Permits permits() {
        return permits;
    }

    long nanoTime() {
        return host.clock().nanoTime();
    }

    Instant now() {
        return host.clock().now().truncatedTo(ChronoUnit.MILLIS);
    }

    Client client() {
        return client;
    }

    private static final class Id extends ExtensionId<Holdfast> {
        private static final Id INSTANCE = new Id();

        @Override
        public Holdfast createExtension(ActorSystem<?> system) {
            return new Holdfast(system);
        }
    }
}
