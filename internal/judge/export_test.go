package judge

// Form is for the test that every pattern has words.
var Form = form
