"""How the validators are run that are written in Java."""

#: Environment of a Java that runs for seconds: it translates code once and quickly, on the one core that it has here.
SHORT_JAVA = {'JDK_JAVA_OPTIONS': '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'}
