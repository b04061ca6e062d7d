"""What can be handed to a court or a partner about one decision, and how do they check it?"""
