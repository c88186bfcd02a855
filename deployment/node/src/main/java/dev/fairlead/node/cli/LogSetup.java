package dev.fairlead.node.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.LoggerFactory;

/**
 * Sends the structured log to standard error: lines of key=value, or one JSON object a line with
 * {@code FAIRLEAD_LOG_FORMAT=json}. {@code FAIRLEAD_LOG_LEVEL} overrides the command's level.
 */
final class LogSetup {
  private LogSetup() {}

  static void apply(Level byDefault) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    Level level = Level.toLevel(System.getenv("FAIRLEAD_LOG_LEVEL"), byDefault);
    context.getLogger("org.jooq").setLevel(Level.ERROR);
    context.getLogger("fairlead").setLevel(level);
    context.getLogger("dev.fairlead").setLevel(level);
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
    if ("json".equals(System.getenv("FAIRLEAD_LOG_FORMAT"))) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithFormattedMessage(true);
      json.start();
      return json;
    }
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSX, UTC} %-5level %logger{20} %msg%n");
    lines.start();
    return lines;
  }
}
