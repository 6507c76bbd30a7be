// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * The account as a managed bean: {@code io.github.mpdatadog:type=Telemetry,application=<name>},
 * read only. Its values are of the JDK's own types, so that a client needs none of our classes.
 *
 * <p>Thread-safe. The server holds it, and through it the application's classes, until {@link
 * #unregister()}.
 */
final class TelemetryBean implements DynamicMBean {

  private static final Logger LOG = Logger.getLogger(TelemetryBean.class.getName());
  private static final String DOMAIN = "io.github.mpdatadog:type=Telemetry,application=";
  private static final String EXPLAIN = "explain";
  private static final int MOST_OF_ONE_NAME = 64;

  private static final Map<String, String> TEXTS =
      Map.of(
          "Mode", "The kind of policy",
          "PolicySha256", "Digest of all keys and rules, SafeKeys made so far included",
          "SelfTestTime", "When the self-test passed (ISO 8601)",
          "CountedSince", "When the counters began (ISO 8601)",
          "AuditChain", "Digest of the last audit line (MPDD0016I)");
  private static final Map<String, String> COUNTS =
      Map.of(
          "RemovedByKey", "Removed attributes by key, as far as the policy knows the key",
          "RemovedByRule", "Removed attributes by the kind of the rule that removed them",
          "LostByReason", "Spans that the Agent did not take, by reason");

  private final Account account;
  private final AuditLog audit;
  private @Nullable ObjectName name;

  TelemetryBean(Account account, AuditLog audit) {
    this.account = account;
    this.audit = audit;
  }

  /** Registers under the application's name, numbered where another has that name. */
  synchronized void register() {
    String application = account.application();
    String safe = application.matches("[\\w.-]+") ? application : ObjectName.quote(application);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      for (int i = 1; name == null && i <= MOST_OF_ONE_NAME; i++) {
        ObjectName candidate = new ObjectName(DOMAIN + safe + (i == 1 ? "" : ",instance=" + i));
        try {
          name = server.registerMBean(this, candidate).getObjectName();
        } catch (InstanceAlreadyExistsException taken) {
          LOG.log(FINE, "Another application has this name");
        }
      }
    } catch (JMException | RuntimeException unavailable) {
      LOG.log(FINE, "No managed bean: {0}", unavailable.getClass());
    }
  }

  synchronized void unregister() {
    if (name != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException | RuntimeException gone) {
        LOG.log(FINE, "No managed bean: {0}", gone.getClass());
      }
      name = null;
    }
  }

  @Override
  public Object getAttribute(String attribute) throws AttributeNotFoundException {
    Long figure = account.figures().get(attribute);
    if (figure != null) {
      return figure;
    }
    return switch (attribute) {
      case "GateClosed" -> account.isClosed();
      case "Mode" -> Account.MODE;
      case "PolicySha256" -> account.policySha256();
      case "SelfTestTime" -> text(account.selfTest());
      case "CountedSince" -> text(account.since());
      case "AuditChain" -> audit.chain();
      case "RemovedByKey" -> account.removedByKey();
      case "RemovedByRule" -> account.removedByRule();
      case "LostByReason" -> account.lostByReason();
      default -> throw new AttributeNotFoundException("No such attribute");
    };
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  @Override
  public AttributeList getAttributes(String[] names) {
    AttributeList found = new AttributeList();
    for (String each : names) {
      try {
        found.add(new Attribute(each, getAttribute(each)));
      } catch (AttributeNotFoundException unknown) {
        // The interface wants these left out.
      }
    }
    return found;
  }

  @Override
  public Object invoke(String operation, Object[] arguments, String[] signature) {
    boolean known =
        EXPLAIN.equals(operation) && arguments.length == 1 && arguments[0] instanceof String;
    if (!known) {
      throw new IllegalArgumentException("Only explain(String) is offered");
    }
    return account.explain((String) arguments[0]);
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException("Nothing can be set");
  }

  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    Map<String, MBeanAttributeInfo> all = new LinkedHashMap<>();
    add(all, "GateClosed", "boolean", "Whether the gate has closed for good: nothing leaves");
    TEXTS.forEach((key, what) -> add(all, key, String.class.getName(), what));
    for (Account.Figure figure : Account.FIGURES) {
      add(all, figure.name(), "long", figure.description());
    }
    COUNTS.forEach((key, what) -> add(all, key, Map.class.getName(), what));
    List<MBeanAttributeInfo> attributes = new ArrayList<>(all.values());
    MBeanOperationInfo explain =
        new MBeanOperationInfo(
            EXPLAIN,
            "Tells the rule of an attribute's key, never a value",
            new MBeanParameterInfo[] {
              new MBeanParameterInfo("key", String.class.getName(), "For example http.target")
            },
            String.class.getName(),
            MBeanOperationInfo.INFO);
    return new MBeanInfo(
        TelemetryBean.class.getName(),
        "What the privacy gate of one application removed",
        attributes.toArray(MBeanAttributeInfo[]::new),
        null,
        new MBeanOperationInfo[] {explain},
        null);
  }

  private static void add(
      Map<String, MBeanAttributeInfo> all, String key, String type, String what) {
    all.put(key, new MBeanAttributeInfo(key, type, what, true, false, false));
  }
}
